export { EarlierWish } from '../proposals/EarlierWish';
export { Proposal } from '../proposals/Proposal';
export { Budget } from './Budget';
export { BudgetItem } from './BudgetItem';
