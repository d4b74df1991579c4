import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, LabelList, XAxis, YAxis } from 'recharts';

/** `label`: what stands at the end of the bar. */
export type BarOf = { name: string; counted: number; notCounted: number; label: string };

/** A part of no length gets no label, so that the last part that is seen has it. */
const endsCounted = ({ notCounted, label }: BarOf) => (notCounted === 0 && label ? label : undefined);
const endsNotCounted = ({ notCounted, label }: BarOf) => (notCounted > 0 ? label : undefined);

const fills = { width: '100%', height: '100%' };

/** Standing bars, one a month. */
export function StandingBars({ bars }: { bars: BarOf[] }) {
  const hatch = useId();
  return (
    <BarChart
      responsive
      style={fills}
      data={bars}
      accessibilityLayer={false}
      margin={{ top: rem(1.5), right: 0, bottom: 0, left: 0 }}
      barCategoryGap="18%"
    >
      <Hatch id={hatch} />
      <CartesianGrid vertical={false} />
      <XAxis dataKey="name" tickLine={false} interval={0} height={rem(1.75)} />
      <YAxis hide />
      <Stacked hatch={hatch} sumAt="top" />
    </BarChart>
  );
}

/** Lying bars with long names, one a type. */
export function LyingBars({ bars }: { bars: BarOf[] }) {
  const hatch = useId();
  return (
    <BarChart
      responsive
      style={fills}
      layout="vertical"
      data={bars}
      accessibilityLayer={false}
      margin={{ top: 0, right: rem(7), bottom: 0, left: 0 }}
      barCategoryGap="22%"
    >
      <Hatch id={hatch} />
      <XAxis type="number" hide />
      <YAxis type="category" dataKey="name" tickLine={false} interval={0} width={rem(10.5)} />
      <Stacked hatch={hatch} sumAt="right" />
    </BarChart>
  );
}

/** What counts, and on its end what does not; the sum stands at the end of both. */
function Stacked({ hatch, sumAt }: { hatch: string; sumAt: 'top' | 'right' }) {
  return (
    <>
      <Bar dataKey="counted" className="bar-counted" stackId="all" isAnimationActive={false}>
        <LabelList dataKey={endsCounted} position={sumAt} />
      </Bar>
      <Bar
        dataKey="notCounted"
        className="bar-not-counted"
        stackId="all"
        fill={`url(#${hatch})`}
        isAnimationActive={false}
      >
        <LabelList dataKey={endsNotCounted} position={sumAt} />
      </Bar>
    </>
  );
}

/** What does not count is told by its lines, not by its colour. */
function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="hatch-ground" width="6" height="6" />
        <line className="hatch-line" x1="0" y1="0" x2="0" y2="6" />
      </pattern>
    </defs>
  );
}

/** Lengths grow with the text; the library takes pixels. */
function rem(count: number): number {
  return count * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
