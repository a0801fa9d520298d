import os
import sys

from mutual_client import Mirror, Mutual, NotAllowed, Question

customer, purpose, data = sys.argv[1:]
mutual = Mutual(os.environ["MUTUAL"], secret=os.environ["SECRET"])
question = Question(customer, purpose, data=[data])

# Asks the server. What is no clear yes raises, and so does no answer.
try:
    mutual.check(question).require()
    print("the server says yes")
except NotAllowed as no:
    print("the server says no:", no)

# Holds what a check needs in this process, and follows what changes.
mirror = Mirror(mutual, limit_s=60).start()
verdict = mirror.check(question)
print("the mirror says", verdict.outcome, "as of index", mirror.status()["index"])

# What is written is there before the next question: give its index.
index = mutual.pause(customer)["index"]
mirror.wait_for(index, timeout_s=30)
print("after a pause it says", mirror.check(question).outcome)
