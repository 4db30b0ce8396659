"""What is in the archive, handed out in the formats that others read, as a stream: no export is held in memory."""
