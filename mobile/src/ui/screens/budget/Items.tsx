/** The activities under discussion, with running sums per source and per field. */
import { Fragment } from 'preact';
import { formatRupiah } from '../../../core/money';
import { sums } from '../../../core/rules';
import { words } from '../../../i18n';
import type { RowOf } from '../../live/rows';
import { Badge, Empty, LinkLine } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';

interface ItemsProps {
  readonly meeting: Meeting;
  readonly items: readonly RowOf<'budget_item'>[];
  readonly funding: readonly RowOf<'funding'>[];
}

export function Items({ meeting, items, funding }: ItemsProps) {
  const t = words().budget;
  return (
    <>
      <a class="button main wide" href={`#/m/${meeting.id}/kegiatan/baru`}>
        <Icon name="plus" /> {t.addItem}
      </a>
      {items.length === 0 ? (
        <Empty icon="coins" title={t.emptyItems} hint={t.emptyItemsHint} />
      ) : (
        <>
          <Totals items={items} funding={funding} />
          <ul class="rows">
            {items.map((item) => (
              <li key={item.id}>
                <ItemLine item={item} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function ItemLine({ item }: { readonly item: RowOf<'budget_item'> }) {
  const t = words();
  const { name = '', place, hamlet, amount = 0, state = 'proposed', meeting } = item.doc;
  return (
    <LinkLine
      href={`/m/${meeting}/kegiatan/${item.id}`}
      title={name}
      note={[place, hamlet].filter(Boolean).join(', ')}
      below={
        <span class="apart">
          <Badge tone={state === 'dropped' ? 'bad' : state === 'proposed' ? 'wait' : 'good'}>
            {t.terms.itemStates[state]}
          </Badge>
          <span class="number">{formatRupiah(amount)}</span>
        </span>
      }
    />
  );
}

function Totals({ items, funding }: Pick<ItemsProps, 'items' | 'funding'>) {
  const t = words();
  const { total, bySource, byField } = sums(items, funding);
  const fields: Readonly<Record<string, string>> = t.terms.fields;
  return (
    <section class="card">
      <dl class="facts">
        <dt>
          <strong>{t.budget.total}</strong>
        </dt>
        <dd data-testid="budget-total">
          <strong>{formatRupiah(total)}</strong>
        </dd>
      </dl>
      <details class="more">
        <summary>{t.budget.perSource}</summary>
        <Table rows={Object.entries(bySource)} names={t.terms.sources} />
      </details>
      <details class="more">
        <summary>{t.budget.perField}</summary>
        <Table rows={Object.entries(byField)} names={{ ...fields, '': fields.none ?? '' }} />
      </details>
    </section>
  );
}

function Table(props: {
  readonly rows: readonly (readonly [string, number])[];
  readonly names: Readonly<Record<string, string>>;
}) {
  return (
    <dl class="facts">
      {props.rows.map(([key, amount]) => (
        <Fragment key={key}>
          <dt>{props.names[key] ?? key}</dt>
          <dd>{formatRupiah(amount)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
