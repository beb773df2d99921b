/** The only door to what things look like. Pages import from here and never from the component library. */
export { ActionList } from './action-list.tsx';
export { Badge, Chip, Tag } from './badge.tsx';
export { Facts, Grid, Mono, Row, Soft, Spoken, Stack, type Gap, type Tone } from './blocks.tsx';
export { Button, IconButton } from './button.tsx';
export { Band, type Stretch } from './band.tsx';
export { Bars, type BarSeries } from './bars.tsx';
export { MARKS, type Series } from './chart-types.ts';
export { Beside, Chart, Plot } from './chart.tsx';
export { Checks } from './checks.tsx';
export { CopyText } from './copy-text.tsx';
export { DataTable, type Column } from './data-table.tsx';
export {
  CheckboxField,
  Choice,
  DateField,
  PasswordField,
  SearchField,
  SelectField,
  TextAreaField,
  TextField,
  type Option,
  type OptionGroup,
} from './fields.tsx';
export { DayOf } from './day-of.tsx';
export { Expand } from './expand.tsx';
export { Figure } from './figure.tsx';
export { FileDrop } from './file-drop.tsx';
export { FilterChips } from './filter-chips.tsx';
export { Flow } from './flow.tsx';
export { useFormats, type Formats, type Language } from './format.ts';
export { Heat, type HeatCell } from './heat.tsx';
export { DownloadLink, Link, LinkButton } from './link.tsx';
export { LinkCard } from './link-card.tsx';
export { MailFrame } from './mail-frame.tsx';
export { OptionList } from './option-list.tsx';
export { Definition, Dialog, Menu, type MenuItem } from './overlays.tsx';
export { Card, Page, PageHeader } from './page.tsx';
export { PopoverButton } from './popover-button.tsx';
export { ProgressBar } from './progress.tsx';
export { UiProvider } from './provider.tsx';
export { Grow, Only, Pair, Split } from './split.tsx';
export { EmptyState, ErrorState, FilteredState, Loading, Notice } from './states.tsx';
export { SaveBar } from './save-bar.tsx';
export { Sheets, type SheetFormat } from './sheets.tsx';
export { Sparkline } from './sparkline.tsx';
export { SubNav } from './sub-nav.tsx';
export { Lines, OneLine, Quote } from './quote.tsx';
export { LanguageSwitch, ThemeSwitch } from './switches.tsx';
export { Timeline, type TimelineEntry } from './timeline.tsx';
export { toast } from './toast.tsx';
export { Count, Day, Money, Share, Time } from './values.tsx';
