/** The account code: of an activity, found by ordinary words, or of its field alone where nobody asks for more. */
import { useState } from 'preact/hooks';
import type { AccountCode } from '../../../core/types';
import { words } from '../../../i18n';
import { Choice, entries } from '../../parts/Choice';
import { TextField } from '../../parts/inputs';
import { findCodes, nameOfCode } from './codes';

/** What a chosen code says of the activity; a field alone says little. */
export type Chosen = Pick<AccountCode, 'code' | 'name' | 'sector'>;

interface PickerProps {
  readonly codes: readonly AccountCode[];
  readonly chosen: string | undefined;
  readonly onChoose: (code: Chosen) => void;
}

const FIELDS = ['1', '2', '3', '4', '5'];

/** Who enters fields alone does so for the whole plan. */
let lastDepth = 'activity';

export function CodePicker({ codes, chosen, onChoose }: PickerProps) {
  const t = words();
  const [open, setOpen] = useState(!chosen);
  const [depth, setDepth] = useState(lastDepth);
  const fields: Readonly<Record<string, string>> = t.terms.fields;
  const choose = (code: Chosen) => {
    onChoose(code);
    setOpen(false);
  };
  if (chosen && !open) {
    return (
      <div class="card code">
        <p>
          <span class="soft small">{t.budget.item.accountChosen}</span>
          <br />
          <strong>{chosen}</strong> {fields[chosen] ?? nameOfCode(codes, chosen)}
        </p>
        <button type="button" class="button small" onClick={() => setOpen(true)}>
          {t.budget.item.accountChange}
        </button>
      </div>
    );
  }
  return (
    <div class="stack tight">
      <Choice
        label={t.ceilings.depth}
        value={depth}
        options={[
          ['activity', t.ceilings.byActivity],
          ['field', t.ceilings.byField],
        ]}
        onValue={(value) => {
          lastDepth = value;
          setDepth(value);
        }}
      />
      {depth === 'field' ? (
        <Choice
          label={t.ceilings.field}
          value={chosen ?? ''}
          options={entries(fields, FIELDS)}
          onValue={(code) => choose({ code, name: fields[code] ?? '', sector: '' })}
        />
      ) : (
        <Search codes={codes} onChoose={choose} />
      )}
    </div>
  );
}

function Search({ codes, onChoose }: Pick<PickerProps, 'codes' | 'onChoose'>) {
  const t = words().budget.item;
  const [query, setQuery] = useState('');
  const found = findCodes(codes, query);
  return (
    <>
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
              <button type="button" class="line" onClick={() => onChoose(code)}>
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
    </>
  );
}
