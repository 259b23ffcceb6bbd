/** The activities under discussion, with running sums per source and per field. */
import { Fragment } from 'preact';
import { againstCeilings, drawnThisYear } from '../../../core/ceilings';
import { formatRupiah } from '../../../core/money';
import type { ProposalFate } from '../../../core/records';
import { sums } from '../../../core/rules';
import { words } from '../../../i18n';
import type { RowOf } from '../../live/rows';
import { Badge, Empty, LinkLine } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';
import { CeilingList, useCeilings } from './Ceilings';

interface ItemsProps {
  readonly meeting: Meeting;
  readonly items: readonly RowOf<'budget_item'>[];
  readonly funding: readonly RowOf<'funding'>[];
  readonly proposals: readonly RowOf<'proposal'>[];
}

export function Items({ meeting, items, funding, proposals }: ItemsProps) {
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
          <Totals meeting={meeting} items={items} funding={funding} />
          <ul class="rows">
            {items.map((item) => (
              <li key={item.id}>
                <ItemLine
                  item={item}
                  fate={proposals.find(({ id }) => id === item.doc.proposal)?.doc.fate}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface LineProps {
  readonly item: RowOf<'budget_item'>;
  readonly fate: ProposalFate | undefined;
}

function ItemLine({ item, fate }: LineProps) {
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
            {state === 'dropped' && fate && fate !== 'adopted'
              ? t.terms.fates[fate]
              : t.terms.itemStates[state]}
          </Badge>
          <span class="number">{formatRupiah(amount)}</span>
        </span>
      }
    />
  );
}

function Totals({ meeting, items, funding }: Omit<ItemsProps, 'proposals'>) {
  const t = words();
  const { total, byField } = sums(items, funding);
  const ceilings = useCeilings(meeting);
  const fields: Readonly<Record<string, string>> = t.terms.fields;
  return (
    <section class="card stack">
      <dl class="facts">
        <dt>
          <strong>{t.budget.total}</strong>
        </dt>
        <dd data-testid="budget-total">
          <strong>{formatRupiah(total)}</strong>
        </dd>
      </dl>
      {ceilings && (
        <CeilingList
          lines={againstCeilings(drawnThisYear(items, funding), ceilings)}
          year={meeting.doc.fiscal_year}
        />
      )}
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
