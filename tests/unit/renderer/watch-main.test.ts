import { expect, test, vi } from 'vitest';

const { api, tell } = vi.hoisted(() => {
  const events: unknown[] = [];
  let wake = () => {};
  const tell = (event: unknown) => {
    events.push(event);
    wake();
  };
  async function* live() {
    for (;;) {
      while (events.length > 0) yield events.shift();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  const api = {
    app: {
      live: async () => live(),
      boot: async () => ({
        boot: { kind: 'sign_in' },
        organisation: null,
        language: 'nb',
        theme: 'auto',
        version: '',
      }),
    },
    sync: { status: vi.fn(), notices: vi.fn() },
  };
  return { api, tell };
});
vi.mock('../../../src/renderer/api/client', () => ({ api }));
vi.mock('../../../src/renderer/routes', () => ({ goTo: () => {} }));

const { watchMain } = await import('../../../src/renderer/stores/watch-main');
const { useApp } = await import('../../../src/renderer/stores/app-store');

test('a status that was told is not replaced by one that was asked for before', async () => {
  let answerNotices = (_notices: never[]) => {};
  api.sync.status.mockResolvedValue({ kind: 'syncing' });
  api.sync.notices.mockReturnValue(
    new Promise((resolve) => {
      answerNotices = resolve;
    }),
  );
  void watchMain();
  tell({ kind: 'boot', boot: { kind: 'ready', person: {} } });
  await vi.waitFor(() => expect(api.sync.notices).toHaveBeenCalled());
  tell({ kind: 'status', status: { kind: 'synced' } });
  await vi.waitFor(() => expect(useApp.getState().status?.kind).toBe('synced'));
  answerNotices([]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(useApp.getState().status?.kind).toBe('synced');
});
