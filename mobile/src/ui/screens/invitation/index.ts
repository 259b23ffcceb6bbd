export { Invitation } from './Invitation';
export { LetterScreen } from './LetterScreen';
