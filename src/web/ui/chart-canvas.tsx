import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsCoreOption } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { MARKS, type ChartProps, type Mark, type Series } from './chart-types.ts';

register([
  // Without the last, labels that meet are not moved apart.
  ...[BarChart, LineChart, CanvasRenderer, LabelLayout],
  ...[GridComponent, TooltipComponent, MarkLineComponent],
]);

/** A canvas knows no CSS variables: read what they are now. */
function inks() {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--r-${name}`).trim();
  return {
    ...{ soft: of('soft'), line: of('line'), ink: of('ink'), card: of('card') },
    font: of('sans'),
    marks: Object.fromEntries(MARKS.map((mark) => [mark, of(`mark-${mark}`)])) as Record<
      Mark,
      string
    >,
  };
}

type Inks = ReturnType<typeof inks>;

/** So few bars each say their value; more would lie on each other, on a phone sooner. */
const FEW = { wide: 12, narrow: 6 };

/** Below this there is no room for words beside the last point; the legend has them then. */
const NARROW = 520;

/** With several lines the label names its own: no legend to look up. */
function endLabel(one: Series, value: unknown, props: Drawn): string {
  const text = typeof value === 'number' ? props.format(value) : '';
  return props.series.length > 1 && props.wide ? `${one.name} ${text}` : text;
}

type Drawn = ChartProps & { wide: boolean };

/** Shares that come near one end there, not at 120 %. */
function topOf({ max, series, isShare }: ChartProps): number | undefined {
  const most = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return max ?? (isShare && most > 0.6 && most <= 1 ? 1 : undefined);
}

function seriesOption(one: Series, ink: Inks, props: Drawn) {
  const color = ink.marks[one.tone ?? 'accent'];
  const isLine = one.kind === 'line';
  return {
    ...{ name: one.name, type: one.kind ?? 'bar', data: one.values, barMaxWidth: 28 },
    ...{ itemStyle: { color }, lineStyle: { color, width: 2.5 }, symbol: 'circle', symbolSize: 5 },
    ...{ stack: props.stacked && !isLine ? 'all' : undefined, animation: false },
    label: !isLine &&
      !props.stacked &&
      props.series.length === 1 &&
      props.categories.length <= (props.wide ? FEW.wide : FEW.narrow) && {
        ...{ show: true, position: 'top', color: ink.ink },
        formatter: (point: { value: unknown }) =>
          typeof point.value === 'number' ? props.format(point.value) : '',
      },
    // The last point says its value: a reader should not have to find the axis.
    labelLayout: { moveOverlap: 'shiftY' },
    endLabel: isLine && {
      ...{ show: true, color: ink.ink, fontWeight: 600, distance: 8 },
      formatter: (point: { value: unknown }) => endLabel(one, point.value, props),
    },
  };
}

function markLine(props: ChartProps, ink: Inks) {
  if (!props.mark) return undefined;
  return {
    ...{ symbol: 'none', silent: true, lineStyle: { color: ink.soft, type: 'dashed' } },
    label: { formatter: props.mark.label, color: ink.soft, position: 'insideEndTop' },
    data: [{ xAxis: props.mark.at }],
  };
}

function option(props: Drawn, ink: Inks): EChartsCoreOption {
  const max = topOf(props);
  const series = props.series.map((one) => seriesOption(one, ink, props));
  const [first, ...others] = series;
  const hasLine = props.series.some((one) => one.kind === 'line');
  const axis = { axisLine: { lineStyle: { color: ink.line } }, axisTick: { show: false } };
  return {
    textStyle: { fontFamily: ink.font, fontSize: 12 },
    grid: {
      left: 4,
      right: hasLine ? (series.length > 1 && props.wide ? 150 : 64) : 8,
      top: 16,
      bottom: 4,
      outerBoundsMode: 'same',
    },
    xAxis: {
      ...{ type: 'category', data: props.short ?? props.categories, ...axis },
      axisLabel: { color: ink.soft, hideOverlap: true },
    },
    yAxis: {
      ...{
        type: 'value',
        splitNumber: 3,
        max,
        splitLine: { lineStyle: { color: ink.line } },
      },
      interval: max && max / 4,
      axisLabel: { color: ink.soft, formatter: props.format },
    },
    tooltip: {
      // Not HTML: that would write style attributes, which the content security policy refuses.
      ...{ trigger: 'axis', renderMode: 'richText', confine: true },
      ...{ backgroundColor: ink.card, borderColor: ink.line, textStyle: { color: ink.ink } },
      axisPointer: { type: hasLine ? 'line' : 'shadow', lineStyle: { color: ink.line } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? props.format(value) : '–'),
    },
    series: [{ ...first, markLine: markLine(props, ink) }, ...others],
  };
}

export default function ChartCanvas(props: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!frame.current) return undefined;
    const chart = init(frame.current);
    const draw = () => {
      const wide = chart.getWidth() >= NARROW;
      chart.setOption(option({ ...props, wide }, inks()), { notMerge: true });
    };
    draw();
    const resized = new ResizeObserver(() => {
      chart.resize();
      draw();
    });
    resized.observe(frame.current);
    const recoloured = new MutationObserver(draw);
    recoloured.observe(document.documentElement, {
      attributeFilter: ['data-mantine-color-scheme'],
    });
    return () => {
      resized.disconnect();
      recoloured.disconnect();
      chart.dispose();
    };
  }, [props]);
  return <div ref={frame} className="r-chart-canvas" />;
}
