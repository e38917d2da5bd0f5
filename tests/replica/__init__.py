"""An invented province, tỉnh Trường Giang: portals to audit, and the truth about them, from one source."""
