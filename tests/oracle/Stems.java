/*
 * Stems.java - a word a line ─> its stem, and the stem of its normal form, as
 * Lucene makes them; for stems.py.
 */
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.apache.lucene.analysis.ar.ArabicNormalizer;
import org.apache.lucene.analysis.ar.ArabicStemmer;

public class Stems {
	public static void main(String[] args) throws Exception {
		BufferedReader in = new BufferedReader(new InputStreamReader(
		    System.in, StandardCharsets.UTF_8));
		PrintStream out = new PrintStream(System.out, false, "UTF-8");
		ArabicNormalizer normalizer = new ArabicNormalizer();
		ArabicStemmer stemmer = new ArabicStemmer();
		String line;

		while ((line = in.readLine()) != null) {
			char[] word = line.toCharArray();
			int n = stemmer.stem(word, word.length);
			String stem = new String(word, 0, n);

			word = line.toCharArray();
			n = normalizer.normalize(word, word.length);
			n = stemmer.stem(word, n);
			out.print(stem + "\t" + new String(word, 0, n) + "\n");
		}
		out.flush();
	}
}
