/**
 * How far an activity is, and the steps that are allowed from there. Adopted or not is the meeting's decision and
 * stands elsewhere; here the work goes on. A step that must be proved first leads to where that is done.
 */
import { type Move, nextMoves } from '../../../core/life';
import type { BudgetState } from '../../../core/records';
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { Badge, LinkLine, Note } from '../../parts/bits';
import { BoundLong } from '../../parts/bound';
import { useWhole } from './useWhole';

/** What the meeting decides is not offered here as a step. */
const DECIDED: ReadonlySet<BudgetState> = new Set(['proposed', 'adopted', 'dropped']);

export interface StepsProps {
  readonly draft: Draft<'budget_item'>;
  readonly id: string;
  /** After the meeting was accepted only what needs no officer is offered. */
  readonly onward: boolean;
}

export function Steps({ draft, id, onward }: StepsProps) {
  const t = words();
  const whole = useWhole(id);
  const { state = 'proposed' } = draft.doc;
  const moves = offered(state, onward);
  if (whole === undefined || state === 'proposed' || state === 'dropped') return null;
  const unproven = (state === 'done' || state === 'accounted_for') && !whole;
  return (
    <section class="stack tight" aria-label={t.life.steps}>
      <h2>{t.life.steps}</h2>
      <p>
        {t.life.now} <Badge tone="good">{t.terms.itemStates[state]}</Badge>
      </p>
      {unproven && (
        <div class="rows">
          <Report id={id} note={t.life.unproven} />
        </div>
      )}
      {moves
        .filter(({ back }) => !back)
        .map(({ to }) =>
          needsReport(to) && !whole ? (
            !unproven && (
              <div class="rows" key={to}>
                <Report id={id} note={t.life.needsReportHint} />
              </div>
            )
          ) : (
            <button
              type="button"
              class="button wide"
              key={to}
              onClick={() => draft.put({ state: to })}
            >
              {t.terms.itemStates[to]}
            </button>
          ),
        )}
      <Back draft={draft} moves={moves.filter(({ back }) => back)} />
    </section>
  );
}

function Report({ id, note }: { readonly id: string; readonly note: string }) {
  return (
    <LinkLine href={`/kemajuan/${id}`} icon="camera" title={words().life.needsReport} note={note} />
  );
}

/** What is taken back is explained first. */
function Back(props: { readonly draft: Draft<'budget_item'>; readonly moves: readonly Move[] }) {
  const t = words();
  const { draft, moves } = props;
  if (moves.length === 0) return null;
  const said = (draft.doc.reason ?? '').trim() !== '';
  return (
    <details class="more">
      <summary>{t.life.stepBack}</summary>
      <div class="stack tight">
        <BoundLong draft={draft} field="reason" label={t.life.reasonFirst} rows={2} max={1000} />
        {!said && <Note icon="info">{t.life.backHint}</Note>}
        {moves.map(({ to }) => (
          <button
            type="button"
            class="button"
            key={to}
            disabled={!said}
            onClick={() => draft.put({ state: to })}
          >
            {t.terms.itemStates[to]}
          </button>
        ))}
      </div>
    </details>
  );
}

export function offered(state: BudgetState, onward: boolean): readonly Move[] {
  return nextMoves(state).filter((move) => !DECIDED.has(move.to) && (move.onward || !onward));
}

function needsReport(state: BudgetState): boolean {
  return state === 'done' || state === 'accounted_for';
}
