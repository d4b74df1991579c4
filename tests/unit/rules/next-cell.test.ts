import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellKeys } from '../../../src/shared/contracts/drafts';
import { firstCell, nextCell, requiredCells } from '../../../src/shared/rules/next-cell';
import { header } from './batch-fixture';

const usualDuration = false;

describe('nextCell', () => {
  it('goes to the next empty required cell', () => {
    expect(nextCell({ cells: { mentor: 'a' }, header, from: 'mentor', usualDuration })).toEqual({
      kind: 'cell',
      cell: 'date',
    });
    expect(nextCell({ cells: { mentor: 'a', date: '1' }, header, from: 'mentor', usualDuration })).toEqual({
      kind: 'cell',
      cell: 'type',
    });
  });

  it('passes what the header fills or pins', () => {
    const shared = {
      ...header,
      values: { date: '1', type: 't', duration: '60' },
      pinned: ['type' as const, 'duration' as const],
    };
    expect(nextCell({ cells: { mentor: 'a' }, header: shared, from: 'mentor', usualDuration })).toEqual({
      kind: 'cell',
      cell: 'participants',
    });
  });

  it('does not pass a pin that has no value yet, so that no row is left without', () => {
    const shared = { ...header, pinned: ['date' as const] };
    expect(nextCell({ cells: { mentor: 'a' }, header: shared, from: 'mentor', usualDuration })).toEqual({
      kind: 'cell',
      cell: 'date',
    });
  });

  it('goes back for a required cell that was left empty before it makes a new row', () => {
    const cells = { date: '1', type: 't', duration: '1', participants: '1' };
    expect(nextCell({ cells, header, from: 'participants', usualDuration })).toEqual({
      kind: 'cell',
      cell: 'mentor',
    });
  });

  it('visits a duration that the type knows, but does not go back for it', () => {
    const cells = { mentor: 'a', date: '1', type: 't' };
    expect(nextCell({ cells, header, from: 'type', usualDuration: true })).toEqual({
      kind: 'cell',
      cell: 'duration',
    });
    expect(
      nextCell({ cells: { ...cells, participants: '1' }, header, from: 'participants', usualDuration: true }),
    ).toEqual({ kind: 'new_row', cell: 'mentor' });
  });

  it('begins a new row at the first cell that the header leaves open', () => {
    expect(firstCell({ ...header, values: { mentor: 'a' } })).toBe('date');
    const values = Object.fromEntries(requiredCells.map((cell) => [cell, 'x']));
    expect(firstCell({ ...header, values, pinned: [...requiredCells] })).toBe('mode');
  });

  it('reaches a new row from anywhere when each cell on the way is filled', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cellKeys),
        fc.subarray([...cellKeys]),
        fc.subarray([...cellKeys]),
        (start, filled, pinned) => {
          const cells = Object.fromEntries(filled.map((key) => [key, 'x']));
          let from = start;
          for (let step = 0; step <= requiredCells.length; step++) {
            cells[from] = 'x';
            const next = nextCell({ cells, header: { ...header, pinned }, from, usualDuration });
            if (next.kind === 'new_row') return;
            expect(cells[next.cell]).toBeUndefined();
            from = next.cell;
          }
          expect.unreachable('Enter never came to a new row');
        },
      ),
    );
  });
});
