notice-test = A test notice.
