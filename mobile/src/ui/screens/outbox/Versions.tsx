/** Two versions side by side, with who said each and when; one is chosen by a tap. */

interface Version<Key extends string> {
  readonly key: Key;
  readonly value: string;
  readonly said: string;
  /** What a screen reader calls the choice, where the value alone is not enough. */
  readonly label?: string;
}

interface VersionsProps<Key extends string> {
  /** Tells these radio buttons from all others. */
  readonly name: string;
  readonly legend: string;
  readonly before?: string;
  readonly versions: readonly Version<Key>[];
  readonly picked: Key | undefined;
  readonly onPick: (key: Key) => void;
}

export function Versions<Key extends string>(props: VersionsProps<Key>) {
  const { name, legend, before, versions, picked, onPick } = props;
  return (
    <fieldset class="field">
      <legend class="field-head">{legend}</legend>
      {before && <p class="soft small">{before}</p>}
      <div class="versions">
        {versions.map(({ key, value, said, label }) => (
          <label class="version" key={key}>
            <input
              type="radio"
              name={name}
              aria-label={label ?? value}
              checked={picked === key}
              onChange={() => onPick(key)}
            />
            <span>
              <strong>{value}</strong>
              <small>{said}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
