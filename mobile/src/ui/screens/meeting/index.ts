export { NewMeeting } from '../newmeeting/NewMeeting';
export { Facts } from './Facts';
export { Hub } from './Hub';
