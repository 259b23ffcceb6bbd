/** The frame of the screens about one activity's progress, found from the activity alone. */
import type { ComponentChildren } from 'preact';
import { type RowOf, useRow } from '../../live/rows';
import { MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { Screen } from '../../parts/Screen';

export type Item = RowOf<'budget_item'>;

export function ItemFrame(props: {
  readonly item: string;
  readonly title: string;
  readonly back?: string;
  readonly children: (item: Item) => ComponentChildren;
}) {
  const { title } = props;
  const item = useRow('budget_item', props.item, {});
  if (item === undefined)
    return (
      <Screen title={title} back="/">
        {null}
      </Screen>
    );
  if (item === null) return <NotFound />;
  const back = props.back ?? `/m/${item.doc.meeting}/kegiatan/${item.id}`;
  return (
    <MeetingFrame
      id={item.doc.meeting ?? ''}
      title={title}
      back={back}
      about={['progress_report']}
      whenClosed="nothing"
    >
      {() => props.children(item)}
    </MeetingFrame>
  );
}
