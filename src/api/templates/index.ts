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
export {
  ApprovalAnswer,
  CheckAnswer,
  LibraryAnswer,
  ListedAnswer,
  MannerAnswer,
  PreviewAnswer,
  PreviewBody,
  SenderBody,
  SendersAnswer,
  SmsBody,
  SmsCostAnswer,
  TemplateAnswer,
  TemplateVersionAnswer,
  VariablesAnswer,
} from './schema.ts';
