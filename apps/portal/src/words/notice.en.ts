// Texts of notices in English; follows notice.id.ts, code by code and blank by blank.
import type { noticeFrameId, noticeId, NoticeText } from './notice.id.ts'
import type { Texts } from './words.ts'

export const noticeEn: Readonly<Record<keyof typeof noticeId, NoticeText>> = {
  AKUN_KONFIRMASI: {
    kind: 'address confirmation',
    subject: 'Confirm your e-mail address',
    lines: [
      'Open this link, type the password you just chose, then press Confirm. The link is valid for 24 hours.',
      'If it was not you who signed up, ignore this message.',
    ],
    action: 'Confirm address',
  },
  AKUN_SUDAH_ADA: {
    kind: 'account notice',
    subject: 'This address already has an account',
    lines: [
      'Somebody signed up with this e-mail address, which already has an account. Your account has not changed.',
      'If it was you, sign in as usual. If you forgot the password, set a new one on the sign-in page.',
    ],
    action: 'Sign in',
  },
  AKUN_ATUR_ULANG: {
    kind: 'password reset',
    subject: 'Set a new password',
    lines: [
      'Open this link to choose a new password. It is valid for 30 minutes and works once.',
      'If it was not you who asked, ignore this message. Your password has not changed.',
    ],
    action: 'Choose password',
  },
  AKUN_MASUK_BARU: {
    kind: 'account notice',
    subject: 'Your account was opened on a new device',
    lines: [
      '{waktu|dateTime}, {peramban}.',
      'If it was not you, sign that device out now and change the password.',
    ],
    action: 'See devices',
  },
  AKUN_UBAH: {
    kind: 'account notice',
    subject: 'The password of your account was changed',
    lines: [
      'The password was changed {waktu|dateTime}. All other devices were signed out.',
      'If it was not you, set a new password now and contact the committee.',
    ],
    action: 'Open account',
  },
  AKUN_NIK: {
    kind: 'account notice',
    subject: 'Check the identity in your account',
    lines: [
      'Your identity number (NIK) is used in another account. If that was not you, tell us.',
      'Your application goes on. Two officers look at both accounts.',
    ],
    action: 'Open account',
  },
  UNDANG_PETUGAS: {
    kind: 'staff invitation',
    subject: 'Invitation to a staff account',
    lines: [
      'You were appointed as an official of the selection. Open this link to choose a password and set up sign-in codes.',
      'The link is valid for 24 hours and works once.',
    ],
    action: 'Set up account',
  },
  LOW_UBAH: {
    kind: 'vacancy change',
    subject: 'A vacancy you applied for changed',
    lines: ['What changed in {lowongan}: {perubahan}.'],
    action: 'See the change',
  },
  JADWAL_UBAH: {
    kind: 'schedule change',
    subject: 'Your selection schedule changed',
    lines: ['Dates that changed:', '{perubahan}', 'The reason: {alasan}.'],
    action: 'See schedule',
  },
  LAM_DRAF_KURANG: {
    kind: 'document notice',
    subject: 'Application documents: {kurang} of {jumlah} need attention',
    lines: [
      'Your application for {lowongan} cannot be sent yet. {kurang} documents need attention before {tutup|deadline}.',
      '{daftar}',
      '{diterima} other documents have been received. The committee checks them after you send the application.',
      'If they are not completed by the deadline, this application is not sent and cannot be processed. After closing no document can be added, also not in the objection period (sanggah).',
      "Need help? Ask on the questions page or come to the committee's desk in office hours.",
    ],
    action: 'Complete documents',
  },
  LAM_DRAF_SIAP: {
    kind: 'document notice',
    subject: 'Your application documents are complete',
    lines: [
      'The application has not been sent. Check once more, then press Send application before {tutup|deadline}.',
    ],
    action: 'Check application',
  },
  LAM_BELUM_KIRIM: {
    kind: 'application reminder',
    subject: 'Your application has not been sent',
    lines: [
      'All documents are complete, but Send application has not been pressed. The deadline is {tutup|deadline}.',
    ],
    action: 'Send application',
  },
  LAM_TUTUP: {
    kind: 'application notice',
    subject: 'Registration has closed',
    lines: [
      'Registration closed {tutup|deadline}. Your application for {lowongan} was not sent, so it is not processed.',
      'Your draft can still be read. Subscribe to hear of the next vacancies.',
    ],
    action: 'Open application',
  },
  LAM_TERKIRIM: {
    kind: 'application receipt',
    subject: 'We received your application',
    lines: [
      'The application for {lowongan} arrived {tiba|dateTime}.',
      'Keep the receipt on the application page. It is recorded in the public log.',
    ],
    action: 'Open receipt',
  },
  LAM_TARIK: {
    kind: 'withdrawal',
    subject: 'You withdrew your application',
    lines: [
      'The withdrawal arrived {tiba|dateTime}. Its receipt is on your application page.',
      'While registration is open and the documents are not decided, it can be undone on that page. After that it is final.',
      'If it was not you, contact the committee at once and change your password.',
    ],
    action: 'Open application',
  },
  VER_PERBAIKAN: {
    kind: 'correction request',
    subject: 'The committee asks for a correction',
    lines: ['{n} documents need to be uploaded again by {batas|deadline}.', '{daftar}'],
    action: 'Correct documents',
  },
  VER_SELESAI: {
    kind: 'screening notice',
    subject: 'The check of your documents is finished',
    lines: ['The outcome and its explanation are on your application page.'],
    action: 'Open application',
  },
  HASIL_TAHAP: {
    kind: 'decision notice',
    subject: 'There is a new decision on your application',
    lines: [
      'The result of {tahap} has been announced. Open the application page to see it and its explanation.',
    ],
    action: 'Open application',
  },
  PENJELASAN_SIAP: {
    kind: 'decision explanation',
    subject: 'The explanation of your decision is ready',
    lines: ['The page shows the data used, the rules, and what you can do.'],
    action: 'Read explanation',
  },
  SANGGAH_BUKA: {
    kind: 'objection period notice',
    subject: 'The objection period (sanggah) is open',
    lines: [
      'The objection period is open until {tutup|deadline}.',
      'An objection is for a document you uploaded that the committee read wrongly. New documents cannot be added.',
    ],
    action: 'Open application',
  },
  SANGGAH_TUTUP: {
    kind: 'objection period reminder',
    subject: 'The objection period (sanggah) closes soon',
    lines: ['The objection period closes {tutup|deadline}.', 'Ignore this if you will not object.'],
    action: 'Open application',
  },
  SANGGAH_TERIMA: {
    kind: 'objection receipt',
    subject: 'We received your objection (sanggah)',
    lines: ['Objection number {nomor}, arrived {tiba|dateTime}. It is decided by {batas|deadline}.'],
    action: 'Open application',
  },
  SANGGAH_PUTUS: {
    kind: 'objection decision notice',
    subject: 'Your objection (sanggah) has been decided',
    lines: ['Open the application page to read the decision and its reasons.'],
    action: 'Open application',
  },
  KEPUTUSAN_KOREKSI: {
    kind: 'decision notice',
    subject: 'The decision on your application was corrected',
    lines: ['We found a mistake and corrected it. Open the application page to see what changed and why.'],
    action: 'Open application',
  },
  UJIAN_PANGGIL: {
    kind: 'test call',
    subject: 'Your test has a date',
    lines: [
      'Your test: {mulai|dateTime} at {tempat}.',
      'Bring your original identity card and participant card. Arrive at least 30 minutes before it starts.',
    ],
    action: 'Open schedule',
  },
  UJIAN_PINDAH: {
    kind: 'change of test place',
    subject: 'Room or time of your test changed',
    lines: ['Your test is now {mulai|dateTime} at {tempat}.'],
    action: 'Open schedule',
  },
  SKOR_TERCATAT: {
    kind: 'score record',
    subject: 'Your test score has been recorded',
    lines: ['Compare it with what you saw on the screen. Report a difference.'],
    action: 'Open application',
  },
  LULUS_BERKAS: {
    kind: 'step after the final result',
    subject: 'Next step for your application: complete the documents',
    lines: ['{n} documents are to be uploaded by {batas|deadline}.'],
    action: 'Complete documents',
  },
  LULUS_BATAL: {
    kind: 'decision notice',
    subject: 'An important change to your result',
    lines: ['Open the application page to read the decision, its reasons and your rights.'],
    action: 'Open application',
  },
  KLAR_TERIMA: {
    kind: 'clarification request',
    subject: 'We received your request for clarification',
    lines: ['It is answered by {batas|deadline}. Your right to object stays whole.'],
    action: 'Open application',
  },
  KLAR_JAWAB: {
    kind: 'clarification answer',
    subject: 'Your request for clarification was answered',
    lines: ['An official who did not take part in the decision answered it.'],
    action: 'Open application',
  },
  QA_TERBIT: {
    kind: 'questions',
    subject: 'Your question is public',
    lines: ['It is answered by {batas|deadline}. Your name is not shown.'],
    action: 'Open question',
  },
  QA_JAWAB: {
    kind: 'questions',
    subject: 'A question you follow was answered',
    lines: ['"{judul}" was answered with its source.'],
    action: 'Read answer',
  },
  QA_RALAT: {
    kind: 'questions',
    subject: 'An answer you follow was corrected',
    lines: ['"{judul}": the old answer can still be read below the new one.'],
    action: 'Read answer',
  },
  QA_GABUNG: {
    kind: 'questions',
    subject: 'Your question was merged with a similar one',
    lines: ['If yours is different, separate it within 3 days.'],
    action: 'Open question',
  },
  QA_MODERASI: {
    kind: 'questions',
    subject: 'Your question cannot be published yet',
    lines: ['The reason: {alasan}. Change it and send it again, or ask for a review within 7 days.'],
    action: 'Open question',
  },
  SURVEI_UNDANG: {
    kind: 'survey invitation',
    subject: 'How was this selection for you?',
    lines: ['{n} questions, about 5 minutes. Your answers cannot be linked to your name.'],
    action: 'Open survey',
  },
  DATA_AKSES: {
    kind: 'personal data notice',
    subject: 'Your data was opened outside the screening work',
    lines: ['Role: {peran}. Recorded reason: {alasan}. Ask if in doubt.'],
    action: 'See access log',
  },
  DATA_SALINAN: {
    kind: 'personal data notice',
    subject: 'A copy of your data was downloaded',
    lines: [
      'The copy was downloaded {waktu|dateTime} from your account.',
      'If it was not you, change the password now.',
    ],
    action: 'See my data',
  },
  DATA_HAPUS: {
    kind: 'personal data notice',
    subject: 'Your application data is deleted in 30 days',
    lines: ['This page explains what is deleted and what is kept.'],
    action: 'See my data',
  },
}

export const noticeFrameEn: Texts<typeof noticeFrameId> = {
  greeting: 'Dear applicant,',
  authentic: 'This message is genuine if the code {kode} is found at {alamat}.',
  safety: 'We never ask for documents, codes or money by reply. The selection is free of charge.',
}
