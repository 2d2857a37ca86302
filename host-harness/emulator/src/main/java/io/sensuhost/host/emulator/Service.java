package io.sensuhost.host.emulator;

/** The two services, and what sets their error answers apart. */
public enum Service {
    EC2("http://ec2.amazonaws.com/doc/2016-11-15/"),
    STS("https://sts.amazonaws.com/doc/2011-06-15/");

    private final String namespace;

    Service(String namespace) {
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    String errorBody(Refusal refusal, String requestId) {
        Xml xml = new Xml();
        if (this == EC2) {
            xml.open("Response").open("Errors").open("Error");
            xml.text("Code", refusal.code()).text("Message", refusal.text());
            xml.close().close().text("RequestID", requestId).close();
        } else {
            xml.open("ErrorResponse", namespace).open("Error");
            xml.text("Type", refusal.status() < 500 ? "Sender" : "Receiver");
            xml.text("Code", refusal.code()).text("Message", refusal.text());
            xml.close().text("RequestId", requestId).close();
        }
        return xml.toString();
    }
}
