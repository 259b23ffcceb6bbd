export { AgendaItem } from './AgendaItem';
export { Discussion } from './Discussion';
