export { Tally } from '../tally/Tally';
export { Attendance } from './Attendance';
export { Doubles } from './Doubles';
export { Person } from './Person';
export { Sign } from './Sign';
export { WalkIn } from './WalkIn';
