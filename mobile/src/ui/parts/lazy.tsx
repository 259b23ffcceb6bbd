/** A screen that is fetched when it is first opened; afterwards it is there, also without a signal. */
import type { ComponentType, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../i18n';
import { Screen } from './Screen';

type State<P> = { readonly screen?: ComponentType<P>; readonly failed?: true };

export function lazy<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  /** A part of a screen that is whole without it: nothing is said while it is not there. */
  quiet?: true,
): FunctionComponent<P> {
  let known: ComponentType<P> | undefined;

  return function Lazy(props: P) {
    const [state, setState] = useState<State<P>>(known ? { screen: known } : {});
    useEffect(() => {
      if (!state.screen && !state.failed) void load();
    });

    async function load() {
      try {
        known = await fetch();
        setState({ screen: known });
      } catch {
        setState({ failed: true });
      }
    }

    if (state.screen) return <state.screen {...props} />;
    if (quiet) return null;
    const t = words();
    if (!state.failed) return <p class="boot">{t.common.loading}</p>;
    return (
      <Screen title={t.app} back="/">
        <p>{t.errors.screen}</p>
        <button type="button" class="button" onClick={() => setState({})}>
          {t.common.retry}
        </button>
      </Screen>
    );
  };
}
