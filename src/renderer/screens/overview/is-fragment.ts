import { Fragment, isValidElement } from 'react';

/** The one thing that the library of charts asks of `react-is`, which nothing else here needs. */
export function isFragment(value: unknown): boolean {
  return isValidElement(value) && value.type === Fragment;
}
