package dev.mediakeep.app.witness.web;

/** Is public and used by nobody. */
public final class ForgottenHandler {}
