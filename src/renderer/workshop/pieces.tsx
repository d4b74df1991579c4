import { Paragraph } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import type { Notice } from '../../shared/contracts/ipc';
import { recordStates, statusKinds } from '../../shared/contracts/status';
import { BrandName } from '../components/brand-name';
import { FirstDownload } from '../components/first-download';
import type { Column } from '../components/grid-column';
import { HelpDialog } from '../components/help-dialog';
import { ListTools } from '../components/list-tools';
import { MainMenu } from '../components/main-menu';
import { Notices } from '../components/notices';
import { Page } from '../components/page';
import { RecordGrid } from '../components/record-grid';
import { RecordState } from '../components/record-state';
import { StatusBar, StatusLine } from '../components/status-bar';
import { StorageBanner } from '../components/storage-banner';
import type { Pages } from '../components/use-pages';
import { SessionLine } from '../screens/batch/session-line';
import { AnswerText, type SignInAnswer } from '../screens/sign-in/answer-text';
import { Gate } from '../screens/sign-in/gate';
import type { useApp } from '../stores/app-store';
import { statusOf } from './made-up';

type Store = Partial<ReturnType<typeof useApp.getState>>;
/** One look of a component; `store`: what the window knows meanwhile. */
export type Look = { name: string; store?: Store; show: () => ReactNode };
export type Piece = { name: string; looks: Look[] };

/** Every component, in every state that it has. A new component gets its piece here. */
export const pieces: Piece[] = [
  { name: 'Brand name', looks: [{ name: 'plain', show: () => <BrandName className="menu-name" /> }] },
  {
    name: 'Status line',
    looks: statusKinds.map((kind) => ({
      name: kind,
      store: { status: statusOf(kind) },
      show: () => <StatusLine live={false} />,
    })),
  },
  {
    name: 'Status bar',
    looks: (['synced', 'auth_needed', 'attention', 'offline_pending'] as const).map((kind) => ({
      name: kind,
      store: { status: statusOf(kind) },
      show: () => <StatusBar />,
    })),
  },
  {
    name: 'Record state',
    looks: recordStates.map((state) => ({ name: state, show: () => <RecordState state={state} /> })),
  },
  {
    name: 'Menu',
    looks: [
      { name: 'calm', show: () => <MainMenu onHelp={nothing} /> },
      {
        name: 'needs you',
        store: { status: statusOf('attention') },
        show: () => <MainMenu onHelp={nothing} />,
      },
    ],
  },
  {
    name: 'Notices',
    looks: [
      { name: 'of what happened', store: { notices: [notice('sent', 12)] }, show: () => <Notices /> },
      {
        name: 'of what needs her, and another',
        store: { notices: [notice('sent', 12), notice('needs_fixing', 2)] },
        show: () => <Notices />,
      },
    ],
  },
  {
    name: 'First download',
    looks: [
      { name: 'total unknown', done: 40, total: 0 },
      { name: 'half', done: 200, total: 400 },
    ].map(({ name, done, total }) => ({
      name,
      store: { status: statusOf('syncing', { firstDownload: { done, total } }) },
      show: () => <FirstDownload />,
    })),
  },
  {
    name: 'Storage banner',
    looks: [{ name: 'disk full', store: { status: statusOf('db_error') }, show: () => <StorageBanner /> }],
  },
  {
    name: 'Page',
    looks: [
      { name: 'heading alone', show: () => <Page heading="Registreringer">{null}</Page> },
      {
        name: 'with actions',
        show: () => (
          <Page heading="Registreringer" actions={<button type="button">Ny føringsøkt</button>}>
            <Paragraph>Innhold</Paragraph>
          </Page>
        ),
      },
    ],
  },
  {
    name: 'List tools',
    looks: [
      { name: 'not yet read', show: () => <ListTools {...tools} total={null} /> },
      { name: 'read', show: () => <ListTools {...tools} total={370} /> },
      { name: 'saved', show: () => <ListTools {...tools} total={371} said="Lagret" onUndo={nothing} /> },
    ],
  },
  {
    name: 'Record grid',
    looks: [
      { name: 'not yet read', show: () => <Grid total={null} /> },
      { name: 'empty', show: () => <Grid total={0} /> },
      { name: 'read', show: () => <Grid total={4} /> },
      { name: 'a page on its way', show: () => <Grid total={4} read={2} /> },
      { name: 'failed', show: () => <Grid total={null} failed /> },
    ],
  },
  {
    name: 'Session line',
    looks: (['info', 'success'] as const).map((tone) => ({
      name: tone,
      show: () => <SessionLine tone={tone}>3 registreringer venter på sending.</SessionLine>,
    })),
  },
  {
    name: 'Answer to a sign-in',
    looks: (
      [
        { kind: 'wrong_credentials' },
        { kind: 'unreachable' },
        { kind: 'not_our_server' },
        { kind: 'interrupted' },
      ] satisfies SignInAnswer[]
    ).map((answer) => ({ name: answer.kind, show: () => <AnswerText answer={answer} /> })),
  },
  { name: 'Gate', looks: [{ name: 'plain', show: () => <Gate heading="Logg inn">{null}</Gate> }] },
  { name: 'Help', looks: [{ name: 'open', show: () => <HelpDialog open onClose={nothing} /> }] },
];

const tools = { search: '', onSearch: nothing, hint: 'Navn, type eller lag' };

function nothing(): void {}

function notice(kind: Notice['kind'], count: number): Notice {
  return { id: kind, at: 0, kind, count };
}

type Line = { id: string; name: string; minutes: number };
const columns: Column<Line>[] = [
  { key: 'name', heading: 'Navn', width: 'minmax(12rem, 2fr)', cell: (line) => line.name },
  { key: 'minutes', heading: 'Minutter', width: '8rem', number: true, cell: (line) => line.minutes },
  { key: 'state', heading: 'Status', width: '12rem', cell: () => <RecordState state="sent" /> },
];

function Grid({
  total,
  read = total ?? 0,
  failed = false,
}: {
  total: number | null;
  read?: number;
  failed?: boolean;
}) {
  const pages: Pages<Line> = {
    total,
    question: '',
    counted: true,
    failed,
    lineAt: (index) =>
      index < read
        ? { id: String(index), name: `Person ${index + 1}`, minutes: 30 * (index + 1) }
        : undefined,
    want: nothing,
    readAgain: nothing,
  };
  return (
    <RecordGrid
      name="Personer"
      pages={pages}
      columns={columns}
      empty={<Paragraph>Ingen ennå</Paragraph>}
      onOpen={nothing}
    />
  );
}
