export { Progress } from './Progress';
export { NewReport, Report } from './Report';
export { Running } from './Running';
