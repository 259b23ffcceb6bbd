/** The account code, found by ordinary words. */
import { useState } from 'preact/hooks';
import type { AccountCode } from '../../../core/types';
import { words } from '../../../i18n';
import { TextField } from '../../parts/inputs';
import { findCodes, nameOfCode } from './codes';

interface PickerProps {
  readonly codes: readonly AccountCode[];
  readonly chosen: string | undefined;
  readonly onChoose: (code: AccountCode) => void;
}

export function CodePicker({ codes, chosen, onChoose }: PickerProps) {
  const t = words().budget.item;
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(!chosen);
  const found = findCodes(codes, query);
  if (chosen && !open) {
    return (
      <div class="card code">
        <p>
          <span class="soft small">{t.accountChosen}</span>
          <br />
          <strong>{chosen}</strong> {nameOfCode(codes, chosen)}
        </p>
        <button type="button" class="button small" onClick={() => setOpen(true)}>
          {t.accountChange}
        </button>
      </div>
    );
  }
  return (
    <div class="stack tight">
      <TextField
        label={t.account}
        hint={t.accountHint}
        type="search"
        value={query}
        onValue={setQuery}
      />
      {codes.length === 0 && <p class="soft small">{t.accountMissing}</p>}
      {query.length > 1 && codes.length > 0 && found.length === 0 && (
        <p class="soft small">{t.accountNone}</p>
      )}
      {found.length > 0 && (
        <ul class="rows">
          {found.map((code) => (
            <li key={code.code}>
              <button
                type="button"
                class="line"
                onClick={() => {
                  onChoose(code);
                  setQuery('');
                  setOpen(false);
                }}
              >
                <span class="text">
                  <strong>{code.name}</strong>
                  <small>
                    {code.code} · {nameOfCode(codes, code.parent)}
                  </small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
