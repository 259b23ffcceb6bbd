export { Tally } from '../tally/Tally';
export { Attendance } from './Attendance';
export { Person } from './Person';
export { WalkIn } from './WalkIn';
