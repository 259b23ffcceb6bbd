export { Ranking } from './Ranking';
export { Steps } from './Steps';
export { WishKin } from './WishKin';
