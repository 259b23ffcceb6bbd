/** The frame of one screen: bar with the way back, then the page. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../../i18n';
import { up } from '../router';
import { Icon } from './Icon';

interface ScreenProps {
  readonly title: string;
  readonly under?: string | undefined;
  /** Where "back" leads when this screen was opened from outside. */
  readonly back?: string;
  readonly keys?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Screen({ title, under, back, keys, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${words().app}`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <>
      <header class="bar">
        {back && (
          <button
            type="button"
            class="bar-key"
            aria-label={words().common.back}
            onClick={() => up(back)}
          >
            <Icon name="back" />
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
          {under && <span class="under">{under}</span>}
        </h1>
        {keys}
      </header>
      <main class="page">{children}</main>
    </>
  );
}
