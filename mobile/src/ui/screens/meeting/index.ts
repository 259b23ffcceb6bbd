export { NewMeeting } from '../newmeeting/NewMeeting';
export { Sitting } from '../sittings/Sitting';
export { Sittings } from '../sittings/Sittings';
export { Facts } from './Facts';
export { Hub } from './Hub';
