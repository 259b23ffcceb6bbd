/** Files that are carried by hand: written, signed, looked into. Knows no screen and no network. */

export { LARGEST, MEDIA_TYPE } from './format';
export {
  fileName,
  type Measure,
  measure,
  NO_KEY,
  type Packed,
  PHOTO_GONE,
  pack,
  packLoad,
} from './pack';
export { type Fault, readParcel, type Seen } from './read';
export { seal } from './seal';
export { writeParcel } from './write';
