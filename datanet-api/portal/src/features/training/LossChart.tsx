import { useComputedColorScheme } from '@mantine/core';
import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

register([LineChart, GridComponent, TooltipComponent, SVGRenderer]);

/** Loss by step, from stored rows; the latest value is also in the page's facts, so the drawing is not the only source. */
export function LossChart({ curve }: { curve: { step: number; loss: number }[] }) {
  const { t, i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, dark ? 'dark' : undefined, { renderer: 'svg' });
    chart.setOption(options(curve, dark, t('training.step'), t('training.loss')));
    const fit = new ResizeObserver(() => chart.resize());
    fit.observe(box.current);
    return () => {
      fit.disconnect();
      chart.dispose();
    };
  }, [curve, dark, t, i18n.language]);
  return <div ref={box} style={{ height: 300 }} role="img" aria-label={t('training.chart')} data-testid="loss-chart" data-points={curve.length} />;
}

function options(curve: { step: number; loss: number }[], dark: boolean, step: string, loss: string) {
  const grid = dark ? '#333a40' : '#e9edf0';
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 48, right: 16, top: 24, bottom: 40 },
    tooltip: { trigger: 'axis', confine: true },
    xAxis: { type: 'value', name: step, nameLocation: 'middle', nameGap: 26, min: 'dataMin', max: 'dataMax', minInterval: 1, splitLine: { show: false } },
    yAxis: { type: 'value', name: loss, scale: true, splitLine: { lineStyle: { color: grid } } },
    series: [{ type: 'line', name: loss, showSymbol: curve.length < 2, lineStyle: { width: 2 }, color: dark ? '#2fb3a0' : '#0f766e', data: curve.map((p) => [p.step, p.loss]) }],
  };
}
