/** Who is easily left out: private, and counted only. */
import { VULNERABILITIES } from '../../../core/records';
import { words } from '../../../i18n';

type Vulnerability = (typeof VULNERABILITIES)[number];

interface VulnerableProps {
  readonly value: readonly Vulnerability[];
  readonly onValue: (value: readonly Vulnerability[]) => void;
}

export function Vulnerable({ value, onValue }: VulnerableProps) {
  const t = words().door;
  return (
    <fieldset class="field">
      <legend class="field-head">
        {t.vulnerable} <span class="hint">{t.vulnerableHint}</span>
      </legend>
      <div class="chips">
        {VULNERABILITIES.map((one) => (
          <label class="chip" key={one}>
            <input
              type="checkbox"
              checked={value.includes(one)}
              onChange={(event) =>
                onValue(
                  event.currentTarget.checked
                    ? [...value, one]
                    : value.filter((each) => each !== one),
                )
              }
            />
            <span>{t.vulnerabilities[one]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
