/** Reads the record out where the phone has an Indonesian voice of its own; elsewhere it is not offered. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { Icon } from '../../parts/Icon';
import type { RecordText } from '../record/record';
import { spoken } from '../record/speech';

export function ReadAloud({ text }: { readonly text: RecordText }) {
  const t = words().closing;
  const voice = useVoice();
  const [reading, setReading] = useState(false);
  useEffect(() => () => speechSynthesis?.cancel(), []);
  if (!voice) return null;

  function read(own: SpeechSynthesisVoice) {
    const sentences = spoken(text);
    setReading(true);
    for (const [at, sentence] of sentences.entries()) {
      const said = Object.assign(new SpeechSynthesisUtterance(sentence), {
        voice: own,
        lang: own.lang,
      });
      if (at === sentences.length - 1) said.onend = () => setReading(false);
      speechSynthesis.speak(said);
    }
  }

  return reading ? (
    <button
      type="button"
      class="button no-print"
      onClick={() => {
        speechSynthesis.cancel();
        setReading(false);
      }}
    >
      {t.stopReading}
    </button>
  ) : (
    <button type="button" class="button no-print" onClick={() => read(voice)}>
      <Icon name="talk" size={20} /> {t.read}
    </button>
  );
}

/** A voice on the phone itself: one from the network would fall silent in the field. */
function useVoice(): SpeechSynthesisVoice | undefined {
  const synthesis = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  const find = () =>
    synthesis?.getVoices().find(({ lang, localService }) => localService && /^id\b/i.test(lang));
  const [voice, setVoice] = useState(find);
  useEffect(() => {
    const look = () => setVoice(find());
    synthesis?.addEventListener?.('voiceschanged', look);
    return () => synthesis?.removeEventListener?.('voiceschanged', look);
  }, []);
  return voice;
}
