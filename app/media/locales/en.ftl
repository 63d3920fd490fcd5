## Files that the hotel sends

file-empty = This file is empty.
file-damaged = This file is damaged or incomplete. Open it to check, and send it again.
file-silent = This recording has no sound.
file-mismatch = Its name says { $said }, but it is { $found } inside. Send the real file.
file-too-large = WhatsApp takes { $kind ->
    [image] pictures
    [video] videos
    [audio] audio files
    [sticker] stickers
   *[document] documents
 } of up to { $most }.
file-too-many-pixels = This picture has more than { $most } million pixels. Make it smaller and send it again.
file-type-any = WhatsApp does not take files of this type. Send a picture, an MP4 video, a recording, a PDF, an Office document or a text.
file-type-image = This is not a picture that WhatsApp can show.
file-type-video = WhatsApp only plays MP4 videos with H.264 pictures and AAC sound. Convert the video and send it again.
file-type-audio = This is not a recording that WhatsApp can play.
file-type-document = As documents WhatsApp takes PDF, Word, Excel, PowerPoint and text, without macros.
file-type-sticker = A sticker must be a picture.
file-not-voice = This recording is not a voice message.
file-unknown = This file is no longer there. Attach it again.
