detail-reserved = this address cannot be used
detail-timezone = unknown time zone
