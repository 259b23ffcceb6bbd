import type { Words } from '../words';

export const closing: Words['closing'] = {
  steps: {
    read: 'Read out the record',
    sign: 'Signatures',
    send: 'Send',
  },
  read: 'Read out',
  stopReading: 'Stop reading',
  readFirst: 'Read the record first',
  listed: (there, all) => `Meeting file: ${there} of ${all} there`,
  due: (day) => `Report due by ${day}.`,
  state: {
    there: 'There',
    lacking: 'Not complete',
    paper: 'Attach the paper',
  },
  item: {
    plan: 'Committee, plan and costs',
    view: 'Official view of the BPD',
    invitation: 'Invitation with number and date',
    papers: 'Papers of the meeting',
    attendance: 'Attendance list, signed',
    rules: 'Rules of order and quorum',
    minutes: 'Minutes',
    record: 'Official record, signed',
    photos: 'Photographs',
    activities: 'Activities adopted, refused or deferred, with reasons',
    report: 'Report sent to the kecamatan',
    publicity: 'Proof of publicity',
  },
  part: {
    facts: 'Meeting facts',
    people: 'Attendance',
    agenda: 'Discussion and decisions',
    items: 'Activities',
    wishes: 'Proposals',
  },
  changed: (parts) => `Changed after signing: ${parts}. Ask for the signatures again.`,
  before: 'Signed before the change.',
  again: 'Sign again',
};
