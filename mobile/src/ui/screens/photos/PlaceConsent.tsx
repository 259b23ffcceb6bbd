/** Whether photos keep where they were taken: asked once, changed at any time. */
import { useEffect } from 'preact/hooks';
import { words } from '../../../i18n';
import { Note } from '../../parts/bits';
import { consent, readConsent, setConsent } from './place';

export function PlaceConsent() {
  useEffect(() => void readConsent(), []);
  const t = words().meeting.photos;
  if (consent.value !== 'asked') {
    return (
      <p class="soft small">
        {consent.value === 'yes' ? t.placeOn : t.placeOff}{' '}
        <button type="button" class="button small plain" onClick={() => void setConsent('asked')}>
          {t.change}
        </button>
      </p>
    );
  }
  return (
    <Note icon="info">
      <p>{t.placeAsk}</p>
      <div class="row">
        <button type="button" class="button small" onClick={() => void setConsent('yes')}>
          {t.placeYes}
        </button>
        <button type="button" class="button small" onClick={() => void setConsent('no')}>
          {t.placeNo}
        </button>
      </div>
    </Note>
  );
}
