/** Text that stands for a number: kept as typed while typing, tidied when the field is left. */
import { useEffect, useRef, useState } from 'preact/hooks';

interface Reading {
  /** undefined: not readable. */
  readonly read: (text: string) => number | null | undefined;
  readonly show: (value: number | null | undefined) => string;
  readonly tell: (value: number | null) => void;
}

export function useTyped(value: number | null | undefined, { read, show, tell }: Reading) {
  const [text, setText] = useState(show(value));
  const [wrong, setWrong] = useState(false);
  const told = useRef<number | null | undefined>(value);

  useEffect(() => {
    // Only a value that came from elsewhere may rewrite what somebody is typing.
    if ((value ?? null) !== (told.current ?? null)) {
      told.current = value;
      setText(show(value));
      setWrong(false);
    }
  }, [value]);

  return {
    text,
    wrong,
    onText(next: string) {
      setText(next);
      const number = read(next);
      setWrong(number === undefined);
      if (number === undefined) return;
      told.current = number;
      tell(number);
    },
    tidy() {
      if (!wrong) setText(show(told.current));
    },
  };
}
