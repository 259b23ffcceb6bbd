/** Which screen is on. Those that open a day's work come at once, the rest when they are asked for. */
import type { FunctionComponent } from 'preact';
import { words } from '../i18n';
import { practice } from './live/practice';
import { session } from './live/session';
import { Closed } from './parts/Closed';
import { lazy } from './parts/lazy';
import { PracticeBanner } from './parts/PracticeBanner';
import { Trust } from './parts/Trust';
import { Toast } from './parts/toast';
import { UpdateReady } from './parts/UpdateReady';
import { match, path, visit } from './router';
import { Home } from './screens/home/Home';
import { First } from './screens/signin/First';
import { SignIn } from './screens/signin/SignIn';

export interface Place {
  readonly meeting: string;
  readonly id: string;
}

const meeting = () => import('./screens/inner');
const attendance = meeting;
const discussion = meeting;
const budget = meeting;
const locking = () => import('./screens/lock');
const other = meeting;
const later = () => import('./screens/later');

/** Where the QR on a slip leads. */
const FIRST = '/masuk/pertama';
const PRACTICE = '/latihan';
/** What carries to a server, or from another phone, has no place in the practice village. */
const REAL_ONLY: ReadonlySet<string> = new Set([
  '/masuk',
  FIRST,
  '/kiriman/berkas',
  '/kiriman/titipan',
]);

const SCREENS: readonly (readonly [string, FunctionComponent<Place>])[] = [
  ['/', Home],
  ['/masuk', () => <SignIn />],
  [FIRST, () => <First />],
  ['/baru', lazy(async () => (await meeting()).NewMeeting)],
  ['/m/:meeting', lazy(async () => (await meeting()).Hub)],
  ['/m/:meeting/data', lazy(async () => (await meeting()).Facts)],
  ['/m/:meeting/undangan', lazy(async () => (await meeting()).Invitation)],
  ['/m/:meeting/undangan/surat', lazy(async () => (await meeting()).LetterScreen)],
  ['/m/:meeting/sidang', lazy(async () => (await meeting()).Sittings)],
  ['/m/:meeting/sidang/:id', lazy(async () => (await meeting()).Sitting)],
  ['/m/:meeting/hadir', lazy(async () => (await attendance()).Attendance)],
  ['/m/:meeting/hadir/baru', lazy(async () => (await attendance()).WalkIn)],
  ['/m/:meeting/hadir/hitung', lazy(async () => (await attendance()).Tally)],
  ['/m/:meeting/hadir/ganda', lazy(async () => (await attendance()).Doubles)],
  ['/m/:meeting/hadir/:id/ttd', lazy(async () => (await attendance()).Sign)],
  ['/m/:meeting/hadir/:id', lazy(async () => (await attendance()).Person)],
  ['/m/:meeting/bahas', lazy(async () => (await discussion()).Discussion)],
  ['/m/:meeting/bahas/:id', lazy(async () => (await discussion()).AgendaItem)],
  ['/m/:meeting/kegiatan', lazy(async () => (await budget()).Budget)],
  ['/m/:meeting/kegiatan/:id', lazy(async () => (await budget()).BudgetItem)],
  ['/m/:meeting/peringkat', lazy(async () => (await later()).Ranking)],
  ['/m/:meeting/usul/:id', lazy(async () => (await budget()).Proposal)],
  ['/m/:meeting/usul-lama/:id', lazy(async () => (await budget()).EarlierWish)],
  ['/m/:meeting/foto', lazy(async () => (await other()).Photos)],
  ['/m/:meeting/awasi', lazy(async () => (await later()).Oversight)],
  ['/m/:meeting/awasi/:id', lazy(async () => (await later()).OversightItem)],
  ['/hasil/:id', lazy(async () => (await later()).Visit)],
  ['/hasil/:id/baru', lazy(async () => (await later()).NewVisit)],
  ['/m/:meeting/ttd', lazy(async () => (await other()).Signatures)],
  ['/m/:meeting/ringkasan', lazy(async () => (await other()).Summary)],
  ['/berjalan', lazy(async () => (await later()).Running)],
  ['/kemajuan/:id', lazy(async () => (await later()).Progress)],
  ['/kemajuan/:id/baru', lazy(async () => (await later()).NewReport)],
  ['/laporan/:id', lazy(async () => (await later()).Report)],
  ['/kiriman', lazy(async () => (await other()).Sending)],
  ['/kiriman/berkas', lazy(async () => (await later()).Write)],
  ['/kiriman/titipan', lazy(async () => (await later()).Carry)],
  ['/akun', lazy(async () => (await other()).Account)],
  [PRACTICE, lazy(async () => (await later()).Practice)],
  ['/akun/kunci', lazy(async () => (await locking()).LockSettings)],
];

export function App() {
  if (session.value === undefined) return <p class="boot">{words().common.loading}</p>;
  return (
    <div class="app">
      <PracticeBanner />
      <Closed />
      <UpdateReady />
      {session.value === null ? <Door /> : <Current />}
      <footer class="foot">
        <Toast />
        <Trust />
      </footer>
    </div>
  );
}

function Door() {
  return path.value === FIRST ? <First key={visit.value} /> : <SignIn />;
}

function Current() {
  const here = practice() && REAL_ONLY.has(path.value) ? PRACTICE : path.value;
  for (const [pattern, Screen] of SCREENS) {
    const place = match(pattern, here);
    // The key makes a new screen for a new record: nothing typed may slip from one to the next.
    if (place)
      return <Screen key={visit.value} meeting={place.meeting ?? ''} id={place.id ?? ''} />;
  }
  return <Home />;
}
