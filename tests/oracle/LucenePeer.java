/*
 * Lines of standard input, normalised by Apache Lucene.
 *
 *	java -cp JARS LucenePeer.java lucene|lucene-persian
 */
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.ar.ArabicNormalizer;
import org.apache.lucene.analysis.fa.PersianNormalizer;

public class LucenePeer {
	public static void main(String[] args) throws Exception {
		boolean isPersian = args[0].equals("lucene-persian");
		ArabicNormalizer arabic = new ArabicNormalizer();
		PersianNormalizer persian = new PersianNormalizer();
		ByteArrayOutputStream in = new ByteArrayOutputStream();
		System.in.transferTo(in);
		String text = in.toString(StandardCharsets.UTF_8);
		var out = new BufferedOutputStream(System.out);
		for (String line : text.split("\n")) {
			char[] s = line.toCharArray();
			int n = arabic.normalize(s, s.length);
			if (isPersian)
				n = persian.normalize(s, n);
			line = new String(s, 0, n) + "\n";
			out.write(line.getBytes(StandardCharsets.UTF_8));
		}
		out.close();
	}
}
