import type { Text } from './text.ts';

/** What is said of files, their imports, the rows that were refused and the orders without a buyer. */
export const IMPORT_TEXTS: Record<string, Text> = {
  // Files
  file_missing: ['Send the file as the field “file”.', '请以 file 字段上传文件。'],
  file_not_there: ['There is no file {file}.', '找不到文件 {file}。'],
  file_too_large: [
    'The file is too large for the space left on the disk (at most {limit:bytes}).',
    '磁盘剩余空间不足以处理该文件（最多 {limit:bytes}）。',
  ],
  disk_full: ['The disk is full.', '磁盘已满。'],
  upload_broken_off: ['The upload broke off. Send the file again.', '上传中断，请重新上传。'],

  // Imports
  import_not_ready: ['This import is not waiting to be started.', '该导入不处于待开始状态。'],
  import_not_running: ['This import is not running.', '该导入未在进行中。'],
  import_running: [
    'Another import is running. Wait until it is done.',
    '另一个导入正在进行，请等待其完成。',
  ],
  import_gone: [
    'The uploaded file is no longer here. Upload it again.',
    '上传的文件已不存在，请重新上传。',
  ],
  import_cancelled: [
    'The import was cancelled; nothing was changed.',
    '导入已取消，未做任何更改。',
  ],
  import_interrupted: [
    'Regulars stopped during this import; nothing was changed. Start it again.',
    '导入期间程序中断，未做任何更改，请重新导入。',
  ],

  source_unknown: ['Say what kind of file this is.', '请选择文件类型。'],
  unknown_source: [
    'There is no kind of file called {source}. `regulars sources` lists them.',
    '没有名为 {source} 的文件类型，可用 regulars sources 查看。',
  ],
  mapping_incomplete: ['Say which columns hold: {fields}.', '请指定以下字段对应的列：{fields}。'],
  cancelled: ['Cancelled; nothing was changed.', '已取消，未做任何更改。'],
  batch_not_ready: ['This import is not waiting to be started.', '该导入不处于待开始状态。'],
  batch_not_running: ['This import is not running.', '该导入未在进行中。'],
  batch_not_done: ['Only a finished import can be undone.', '只有已完成的导入才能撤销。'],
  out_of_memory: ['There is not enough memory for this file.', '内存不足，无法处理该文件。'],
  database_lost: [
    'The connection to the database was lost; nothing was changed. Start the import again.',
    '与数据库的连接中断，未做任何更改，请重新导入。',
  ],

  // Why a row was refused
  reject_bad_amount: [
    '{column}: “{value}” is not an amount.',
    '“{column}”的“{value}”不是有效金额。',
  ],
  reject_bad_quantity: [
    '{column}: “{value}” is not a quantity.',
    '“{column}”的“{value}”不是有效数量。',
  ],
  reject_bad_number: [
    '{column}: “{value}” is not a number.',
    '“{column}”的“{value}”不是有效数字。',
  ],
  reject_bad_date: [
    '{column}: “{value}” is not a date we can read.',
    '“{column}”的“{value}”不是可识别的日期。',
  ],
  reject_bad_status: [
    '{column}: the state “{value}” is not known. Say what it means.',
    '“{column}”的状态“{value}”未知，请说明其含义。',
  ],
  reject_bad_currency: [
    '{column}: “{value}” is not a currency.',
    '“{column}”的“{value}”不是有效货币。',
  ],
  reject_bad_choice: [
    '{column}: “{value}” is neither yes nor no.',
    '“{column}”的“{value}”既不是“是”也不是“否”。',
  ],
  reject_bad_score: ['The score must be from 1 to 5.', '评分须为 1 到 5。'],
  reject_bad_encoding: [
    'Some characters of this row cannot be read; they are shown as �. Type them anew and import the row again.',
    '该行有无法识别的字符，显示为 �。请重新填写后再导入该行。',
  ],
  reject_mixed_encoding: [
    'This row is in another encoding (UTF-8 or GB18030) than the rest of the file. The reject file shows it as text: check it and import it again.',
    '该行的编码（UTF-8 或 GB18030）与文件其余部分不同。拒绝文件中已转换为文字，请核对后重新导入。',
  ],
  reject_record_too_long: ['This row is far too long to be one.', '该行过长，不像是一条记录。'],
  reject_broken_quotes: ['A quotation mark in this row is never closed.', '该行的引号没有闭合。'],
  reject_missing: ['{column} is empty.', '“{column}”为空。'],
  reject_column_count: [
    'The row has {found} cells; {expected} were expected.',
    '该行有 {found} 列，应为 {expected} 列。',
  ],
  reject_order_incomplete: [
    'Row {line} of the same order was refused.',
    '同一订单的第 {line} 行被拒绝。',
  ],
  reject_future_date: ['The date lies in the future.', '日期在未来。'],
  reject_unknown_order: [
    'No such order is known yet: import the orders first.',
    '没有对应的订单，请先导入订单。',
  ],
  reject_unknown_customer: ['No such customer is known yet.', '没有对应的客户。'],
  reject_unknown_parcel: ['No such parcel is known yet.', '没有对应的包裹。'],

  // Reading a file
  empty_file: ['The file is empty.', '文件为空。'],
  no_rows: ['The file has column names but no rows.', '文件只有表头，没有数据行。'],
  old_excel: [
    'This is an old Excel file (.xls). Save it as .xlsx or .csv and try again.',
    '这是旧版 Excel 文件（.xls），请另存为 .xlsx 或 .csv 后重试。',
  ],
  no_header: ['No line of this file looks like column names.', '文件中找不到表头。'],
  undecodable: [
    'The text of this file cannot be read as {tried}. Open it in Excel or a text editor, save it as “CSV UTF-8”, and import that.',
    '无法按 {tried} 读取该文件的文字。请用 Excel 或文本编辑器打开，另存为“CSV UTF-8”后再导入。',
  ],
  unknown_file: [
    'We do not know what this file holds. Say what kind it is.',
    '无法识别该文件的内容，请选择文件类型。',
  ],
  truncated_file: ['The file is cut off: its end is missing.', '文件不完整，结尾缺失。'],
  zip_bomb: [
    'This Excel file unpacks to an unreasonable size and was refused.',
    '该 Excel 文件解压后过大，已被拒绝。',
  ],
  bad_json: [
    'The JSON in this file is damaged or not a list of records.',
    '文件中的 JSON 已损坏，或不是记录列表。',
  ],
  bad_xlsx: [
    'The Excel file is damaged or not a real .xlsx.',
    'Excel 文件已损坏，或不是真正的 .xlsx。',
  ],
  no_sheet: ['There is no sheet called {sheet}.', '没有名为 {sheet} 的工作表。'],
  broken_gzip: ['The compressed file is damaged or cut off.', '压缩文件已损坏或不完整。'],

  // Why an order belongs to nobody
  untied_no_buyer: ['The file does not say who bought.', '文件中没有买家信息。'],
  untied_masked: ['The platform masks the buyer.', '平台隐藏了买家信息。'],
  untied_encrypted: ['The platform encrypts the buyer.', '平台加密了买家信息。'],
};
