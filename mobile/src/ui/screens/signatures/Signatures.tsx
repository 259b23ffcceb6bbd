/** Signatures under the official record: chair, village head, minute taker, participants, witnesses. */
import { words } from '../../../i18n';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { useFile } from '../record/file';
import { useChanged } from '../record/useChanged';
import { Slots } from './Slots';

export function Signatures({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.signatures.title}
      back={`/m/${meeting}`}
      about={['signature']}
    >
      {(row) => <Signing meeting={row} />}
    </MeetingFrame>
  );
}

function Signing({ meeting }: { readonly meeting: Meeting }) {
  const gathered = useFile(meeting);
  const changes = useChanged(meeting, gathered);
  if (!gathered) return null;
  return (
    <>
      <p class="soft">{words().meeting.signatures.intro}</p>
      <a class="button" href={`#/m/${meeting.id}/ringkasan`}>
        {words().closing.readFirst}
      </a>
      <Slots meeting={meeting} rows={gathered.signatures} changes={changes} />
    </>
  );
}
