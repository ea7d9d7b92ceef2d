# Makes of the sample project one in which people are in the middle of their day: dependencies are there, something is
# built, packed and stashed, another repository to fetch from. Run by bash in the workspace.
set -e

# No tool is to ask a registry: there is none on the loopback interface.
mkdir -p .mvn .cargo
echo -o > .mvn/maven.config
printf '[net]\noffline = true\n' > .cargo/config.toml
echo offline=true > .npmrc

# What an installed project has.
mkdir -p node_modules/.bin
for tool in tsc eslint prettier jest vitest playwright; do
    printf '#!/usr/bin/env node\nconsole.log("%s");\n' "$tool" > "node_modules/.bin/$tool"
    chmod +x "node_modules/.bin/$tool"
done
cat > package-lock.json <<'END'
{"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
 "packages": {"": {"name": "shop", "version": "1.0.0"}}}
END
echo '{}' > tsconfig.json
touch src/app.ts requirements.txt Dockerfile
echo 'print("manage")' > manage.py
printf 'from setuptools import setup\nsetup(name="shop", version="1", py_modules=["shop"])\n' > setup.py
printf 'cmake_minimum_required(VERSION 3.10)\nproject(shop C)\nadd_executable(app main.c)\nenable_testing()\nadd_test(NAME runs COMMAND app)\n' > CMakeLists.txt
printf 'node_modules/\ntarget/\nbuild/\norigin.git/\n' > .gitignore

# What was built and packed.
mkdir -p target/classes out
javac -d target/classes src/main/java/com/acme/Main.java
jar --create --file target/app.jar --main-class com.acme.Main -C target/classes .
cp target/app.jar app.jar
tar -czf out.tar.gz old new
python3 -m zipfile -c out.zip old new
cmake -S . -B build > build.log 2>&1
rm build.log

# What git knows.
git add -A
git commit -qm prepared
git init -q --bare -b main origin.git
git remote add origin "$PWD/origin.git"
git push -q -u origin main feature/login 2> push.log
rm push.log
echo more >> a.txt
git diff a.txt > fix.patch
git checkout -q a.txt
echo later >> b.txt
git stash push -q -- b.txt
echo '// more' >> src/Main.java
