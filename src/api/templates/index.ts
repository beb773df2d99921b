export { approvalsFor, checkedHere, mannersHere, templateOf } from './checked.ts';
export {
  presentApproval,
  presentListed,
  presentNotes,
  presentReady,
  presentTemplate,
  presentVariables,
} from './present.ts';
export { previewed } from './preview.ts';
export { sendTest } from './test-send.ts';
export {
  ApprovalAnswer,
  CheckAnswer,
  LibraryAnswer,
  ListedAnswer,
  MannerAnswer,
  MannersAnswer,
  MannersBody,
  PreviewAnswer,
  PreviewBody,
  SenderBody,
  SendersAnswer,
  SmsBody,
  SmsCostAnswer,
  TemplateAnswer,
  TemplateVersionAnswer,
  TestSentAnswer,
  VariablesAnswer,
} from './schema.ts';
