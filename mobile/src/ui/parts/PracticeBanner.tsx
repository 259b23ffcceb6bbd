/** On every screen of the practice village, and on what is printed there. */
import { words } from '../../i18n';
import { practice } from '../live/practice';
import { Icon } from './Icon';

export function PracticeBanner() {
  if (!practice()) return null;
  return (
    <aside class="practice" aria-label={words().practice.open}>
      <a href="#/latihan">
        {words().practice.banner}
        <Icon name="next" size={20} />
      </a>
    </aside>
  );
}
