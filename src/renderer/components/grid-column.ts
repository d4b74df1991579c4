import type { ReactNode } from 'react';

export type Column<Line> = {
  key: string;
  heading: string;
  /** A CSS grid track. */
  width: string;
  number?: boolean;
  /** Whether the list can be sorted by it. */
  sorts?: boolean;
  cell: (line: Line) => ReactNode;
};

export type Sorting = { by: string; descending: boolean; onSort: (key: string) => void };

/** Where a list stood: the line reached last, and how far it was scrolled, in px. */
export type GridPlace = { active: number; scrolled: number; total: number };
