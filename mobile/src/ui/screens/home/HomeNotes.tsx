/** What the phone itself has to say before the meetings: mostly nothing. */
import { ClockNote } from '../../parts/ClockNote';
import { Evicted } from '../../parts/Evicted';
import { Continue } from './Continue';
import { Unguarded } from './Unguarded';

export function HomeNotes() {
  return (
    <>
      <Evicted />
      <ClockNote />
      <Continue />
      <Unguarded />
    </>
  );
}
