/** Which screen is on. Those that open a day's work come at once, the rest when they are asked for. */
import type { FunctionComponent } from 'preact';
import { words } from '../i18n';
import { session } from './live/session';
import { lazy } from './parts/lazy';
import { Trust } from './parts/Trust';
import { Toast } from './parts/toast';
import { UpdateReady } from './parts/UpdateReady';
import { match, path, visit } from './router';
import { Home } from './screens/home/Home';
import { SignIn } from './screens/signin/SignIn';

export interface Place {
  readonly meeting: string;
  readonly id: string;
}

const meeting = () => import('./screens/meeting');
const attendance = () => import('./screens/attendance');
const discussion = () => import('./screens/discussion');
const budget = () => import('./screens/budget');
const other = () => import('./screens/other');
const parcels = () => import('./screens/parcels');

const SCREENS: readonly (readonly [string, FunctionComponent<Place>])[] = [
  ['/', Home],
  ['/masuk', SignIn],
  ['/baru', lazy(async () => (await meeting()).NewMeeting)],
  ['/m/:meeting', lazy(async () => (await meeting()).Hub)],
  ['/m/:meeting/data', lazy(async () => (await meeting()).Facts)],
  ['/m/:meeting/hadir', lazy(async () => (await attendance()).Attendance)],
  ['/m/:meeting/hadir/baru', lazy(async () => (await attendance()).WalkIn)],
  ['/m/:meeting/hadir/hitung', lazy(async () => (await attendance()).Tally)],
  ['/m/:meeting/hadir/:id', lazy(async () => (await attendance()).Person)],
  ['/m/:meeting/bahas', lazy(async () => (await discussion()).Discussion)],
  ['/m/:meeting/bahas/:id', lazy(async () => (await discussion()).AgendaItem)],
  ['/m/:meeting/kegiatan', lazy(async () => (await budget()).Budget)],
  ['/m/:meeting/kegiatan/:id', lazy(async () => (await budget()).BudgetItem)],
  ['/m/:meeting/usul/:id', lazy(async () => (await budget()).Proposal)],
  ['/m/:meeting/foto', lazy(async () => (await other()).Photos)],
  ['/m/:meeting/awasi', lazy(async () => (await other()).Oversight)],
  ['/m/:meeting/awasi/:id', lazy(async () => (await other()).OversightItem)],
  ['/m/:meeting/ttd', lazy(async () => (await other()).Signatures)],
  ['/m/:meeting/ringkasan', lazy(async () => (await other()).Summary)],
  ['/kemajuan/:id', lazy(async () => (await other()).Progress)],
  ['/kemajuan/:id/baru', lazy(async () => (await other()).NewReport)],
  ['/laporan/:id', lazy(async () => (await other()).Report)],
  ['/kiriman', lazy(async () => (await other()).Sending)],
  ['/kiriman/berkas', lazy(async () => (await parcels()).Write)],
  ['/kiriman/titipan', lazy(async () => (await parcels()).Carry)],
  ['/akun', lazy(async () => (await other()).Account)],
];

export function App() {
  if (session.value === undefined) return <p class="boot">{words().common.loading}</p>;
  return (
    <div class="app">
      <UpdateReady />
      {session.value === null ? <SignIn /> : <Current />}
      <footer class="foot">
        <Toast />
        <Trust />
      </footer>
    </div>
  );
}

function Current() {
  for (const [pattern, Screen] of SCREENS) {
    const place = match(pattern, path.value);
    // The key makes a new screen for a new record: nothing typed may slip from one to the next.
    if (place)
      return <Screen key={visit.value} meeting={place.meeting ?? ''} id={place.id ?? ''} />;
  }
  return <Home />;
}
