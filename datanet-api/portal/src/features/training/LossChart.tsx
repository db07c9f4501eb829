import { useComputedColorScheme } from '@mantine/core';
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Line } from './runs';

register([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** Loss by step, from stored rows; the latest values are also in the page's facts, so the drawing is not the only source. */
export function LossChart({ lines }: { lines: Line[] }) {
  const { t, i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, dark ? 'dark' : undefined, { renderer: 'svg' });
    chart.setOption(options(lines, dark, t('training.step'), t('training.loss')));
    const fit = new ResizeObserver(() => chart.resize());
    fit.observe(box.current);
    return () => {
      fit.disconnect();
      chart.dispose();
    };
  }, [lines, dark, t, i18n.language]);
  return <div ref={box} style={{ height: 300 }} role="img" aria-label={t('training.chart')} data-testid="loss-chart" data-lines={lines.length} data-points={lines[0]?.points.length ?? 0} />;
}

const COLORS = { light: ['#0f766e', '#b45309'], dark: ['#2fb3a0', '#f0a04b'] };

function options(lines: Line[], dark: boolean, step: string, loss: string) {
  const grid = dark ? '#333a40' : '#e9edf0';
  const colors = dark ? COLORS.dark : COLORS.light;
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 48, right: 16, top: lines.length > 1 ? 40 : 24, bottom: 40 },
    legend: { show: lines.length > 1, top: 0, itemWidth: 34 },
    tooltip: { trigger: 'axis', confine: true },
    xAxis: { type: 'value', name: step, nameLocation: 'middle', nameGap: 26, min: 'dataMin', max: 'dataMax', minInterval: 1, splitLine: { show: false } },
    yAxis: { type: 'value', name: loss, scale: true, splitLine: { lineStyle: { color: grid } } },
    series: lines.map((line) => ({
      type: 'line',
      name: line.name,
      symbol: line.points.length < 2 ? 'circle' : 'none',
      lineStyle: { width: 2, type: line.heldOut ? 'dashed' : 'solid' },
      color: colors[line.run],
      data: line.points.map((p) => [p.step, p.loss]),
    })),
  };
}
