export { Carry } from './Carry';
export { Write } from './Write';
