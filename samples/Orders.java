import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Writes the orders of a small web shop as JSON lines, the same ones on every run:
/// `java samples/Orders.java > samples/orders.jsonl`.
///
/// The one argument, when there is one, is the number of orders.
public final class Orders {
    private static final long SEED = 20_261_121;
    private static final int ORDER_COUNT = 10_000;

    private record Market(String country, String currency, double rate, List<String> cities, List<String> names) {}

    private record Article(String sku, String name, int cents) {}

    private static final List<Market> MARKETS =
            List.of(
                    new Market(
                            "DE",
                            "EUR",
                            1,
                            List.of("Köln", "München", "Düsseldorf", "Leipzig", "Görlitz"),
                            List.of("Jürgen Müller", "Anna Weiß", "Björn Schäfer", "Lena Vogel", "Käthe Groß")),
                    new Market(
                            "FR",
                            "EUR",
                            1,
                            List.of("Besançon", "Orléans", "Lyon", "Saint-Étienne"),
                            List.of("Zoé Lefèvre", "François Noël", "Chloé Martin", "Aurélie Dubois")),
                    new Market(
                            "PL",
                            "PLN",
                            4.3,
                            List.of("Łódź", "Kraków", "Gdańsk", "Poznań"),
                            List.of("Łukasz Wójcik", "Małgorzata Dąbrowska", "Paweł Zając", "Ewa Nowak")),
                    new Market(
                            "IR",
                            "IRR",
                            46_000,
                            List.of("یزد", "کاشان", "گناباد"),
                            List.of("مریم احمدی", "رضا کریمی", "شیرین موسوی")),
                    new Market(
                            "JP",
                            "JPY",
                            162,
                            List.of("京都市", "札幌市", "横浜市"),
                            List.of("佐藤 美咲", "鈴木 一郎", "高橋 さくら")),
                    new Market(
                            "US",
                            "USD",
                            1.09,
                            List.of("Portland", "Duluth", "San José", "Española"),
                            List.of("Renée O'Neil", "Marcus \"Mac\" Hill", "Priya Raman", "Sofía Núñez")));

    private static final List<Article> ARTICLES =
            List.of(
                    new Article("TEA-0107", "Assam, second flush, 250 g", 1290),
                    new Article("TEA-0233", "Gyokuro 玉露, 100 g", 3450),
                    new Article("COF-0012", "Espresso Crème, 1 kg", 2390),
                    new Article("COF-0040", "Filter coffee “Früh”, 500 g", 1150),
                    new Article("CUP-0301", "Cup, porcelain, 0.2 l", 890),
                    new Article("CUP-0318", "Mug \"No. 7\", enamel", 1450),
                    new Article("POT-0004", "Teapot, cast iron, 1.2 l", 6900),
                    new Article("FIL-0099", "Paper filters 1×4, 100 pieces", 320),
                    new Article("SUG-0015", "Rock sugar / Kandis, 500 g", 410),
                    new Article("BIS-0208", "Pão de mel, 6 pieces", 760),
                    new Article("GRN-0001", "Hand grinder, steel burrs", 8990),
                    new Article("SCL-0002", "Scale, 0.1 g", 3290));

    private static final List<String> STATES = List.of("placed", "paid", "paid", "paid", "packed", "shipped", "cancelled");
    private static final List<String> PAYMENTS = List.of("card", "card", "transfer", "wallet", "invoice");

    private final Random random = new Random(SEED);
    private long placedMillis = Instant.parse("2026-03-01T05:00:00Z").toEpochMilli();

    /// Writes the orders to stdout.
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        var count = args.length == 0 ? ORDER_COUNT : Integer.parseInt(args[0]);
        var orders = new Orders();
        // Never the platform's line end: the file is the same everywhere.
        try (var out = new PrintStream(System.out, false, StandardCharsets.UTF_8)) {
            for (int i = 1; i <= count; i++) {
                out.print(orders.order(i) + "\n");
            }
        }
    }

    private String order(int number) {
        var market = one(MARKETS);
        placedMillis += random.nextInt(90_000);
        var customer = random.nextInt(2_500);
        var lines = new StringBuilder();
        long cents = 0;
        int count = 1 + Math.min(random.nextInt(4), random.nextInt(4));
        for (int i = 0; i < count; i++) {
            var article = one(ARTICLES);
            int quantity = 1 + random.nextInt(3);
            long unit = Math.round(article.cents() * market.rate());
            cents += unit * quantity;
            lines.append(i == 0 ? "" : ",")
                    .append("{\"sku\":%s,\"name\":%s,\"quantity\":%d,\"unitPrice\":%s}"
                            .formatted(quoted(article.sku()), quoted(article.name()), quantity, amount(unit)));
        }
        return "{\"orderId\":\"O-%07d\",\"placedAt\":\"%s\",\"state\":%s,\"customer\":{\"id\":\"C-%05d\",\"name\":%s,\"city\":%s,\"country\":%s},"
                        .formatted(
                                number,
                                Instant.ofEpochMilli(placedMillis),
                                quoted(one(STATES)),
                                customer,
                                quoted(one(market.names())),
                                quoted(one(market.cities())),
                                quoted(market.country()))
                + "\"lines\":[%s],\"payment\":%s,\"currency\":%s,\"total\":%s,\"gift\":%b%s}"
                        .formatted(
                                lines,
                                quoted(one(PAYMENTS)),
                                quoted(market.currency()),
                                amount(cents),
                                random.nextInt(12) == 0,
                                random.nextInt(15) == 0 ? ",\"note\":" + quoted("Bitte klingeln\n☎ vorher, danke!") : "");
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String amount(long cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
