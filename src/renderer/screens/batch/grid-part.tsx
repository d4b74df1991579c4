import type { ComponentProps } from 'react';

type Props = ComponentProps<'div'> & {
  role: 'grid' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'gridcell';
};

/**
 * A part of the ARIA grid. Rows that come and go with scrolling are placed by hand, which the elements of a table
 * cannot be; and only the active cell takes the focus, in its text field.
 */
export function GridPart({ role, ...others }: Props) {
  return <div role={role} {...others} />;
}
